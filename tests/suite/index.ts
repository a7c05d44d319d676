import type { Case } from './case.ts';
import { changePassword } from './change-password.ts';
import { causedErrors, documentedErrors } from './documented-errors.ts';
import { forgotPassword } from './forgot-password.ts';
import { invalidInput } from './invalid-input.ts';
import { logIn } from './log-in.ts';
import { logOut } from './log-out.ts';
import { otherAnswers } from './other-answers.ts';
import { password } from './password.ts';
import { badBaseUrls } from './promises/bad-base-urls.ts';
import { boundedBodies } from './promises/bounded-bodies.ts';
import { logoutWins } from './promises/logout-wins.ts';
import { exposuresAreFound, noSecretLeaves } from './promises/no-secret-leaves.ts';
import { nothingReachesARedirectTarget } from './promises/nothing-reaches-a-redirect-target.ts';
import { oneLogin } from './promises/one-login.ts';
import { resetPassword } from './reset-password.ts';
import { useTheKey } from './use-the-key.ts';
import { verifyResetToken } from './verify-reset-token.ts';
import { wholeJourney } from './whole-journey.ts';

/** Everything that must be true on every runtime, in process and over HTTP. */
export const suite: readonly Case[] = [
  logIn,
  useTheKey,
  changePassword,
  forgotPassword,
  verifyResetToken,
  resetPassword,
  logOut,
  wholeJourney,
  documentedErrors,
  causedErrors,
  invalidInput,
  otherAnswers,
  password,
  badBaseUrls,
  boundedBodies,
  exposuresAreFound,
  noSecretLeaves,
  nothingReachesARedirectTarget,
  oneLogin,
  logoutWins,
].flat();
