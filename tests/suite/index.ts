import type { Case } from './case.ts';
import { changePassword } from './change-password.ts';
import { consumerKeys } from './consumer-keys.ts';
import { createApiCases } from './create-api.ts';
import { credentialsCases } from './credentials.ts';
import { causedErrors, documentedErrors } from './documented-errors.ts';
import { errors } from './errors.ts';
import { forgotPassword } from './forgot-password.ts';
import { invalidInput } from './invalid-input.ts';
import { logIn } from './log-in.ts';
import { logOut } from './log-out.ts';
import { oddAnswers } from './odd-answers.ts';
import { otherAnswers } from './other-answers.ts';
import { password } from './password.ts';
import { aborts } from './promises/aborts.ts';
import { badBaseUrls } from './promises/bad-base-urls.ts';
import { boundedBodies } from './promises/bounded-bodies.ts';
import { clocks } from './promises/clocks.ts';
import { distrustedParts } from './promises/distrusted-parts.ts';
import { loginIsATransaction } from './promises/login-is-a-transaction.ts';
import { logoutWins } from './promises/logout-wins.ts';
import { noKeyIsLost } from './promises/no-key-is-lost.ts';
import { exposuresAreFound, noSecretLeaves } from './promises/no-secret-leaves.ts';
import { noStorm } from './promises/no-storm.ts';
import { nothingReachesARedirectTarget } from './promises/nothing-reaches-a-redirect-target.ts';
import { oneClientForManyVisits } from './promises/one-client-for-many-visits.ts';
import { oneLogin } from './promises/one-login.ts';
import { refusalsCoolDown } from './promises/refusals-cool-down.ts';
import { retries } from './promises/retries.ts';
import { testsShareNothing } from './promises/tests-share-nothing.ts';
import { resetPassword } from './reset-password.ts';
import { settlePasswordChange } from './settle-password-change.ts';
import { hintsAtShapes } from './shapes.ts';
import { trace } from './trace.ts';
import { useTheKey } from './use-the-key.ts';
import { verifyResetToken } from './verify-reset-token.ts';
import { wholeJourney } from './whole-journey.ts';

/** Everything that must be true on every runtime, in process and over HTTP. */
export const suite: readonly Case[] = [
  logIn,
  credentialsCases,
  useTheKey,
  createApiCases,
  changePassword,
  settlePasswordChange,
  forgotPassword,
  verifyResetToken,
  resetPassword,
  logOut,
  consumerKeys,
  wholeJourney,
  documentedErrors,
  causedErrors,
  errors,
  invalidInput,
  hintsAtShapes,
  otherAnswers,
  oddAnswers,
  password,
  trace,
  badBaseUrls,
  boundedBodies,
  exposuresAreFound,
  noSecretLeaves,
  nothingReachesARedirectTarget,
  oneLogin,
  oneClientForManyVisits,
  logoutWins,
  loginIsATransaction,
  noKeyIsLost,
  noStorm,
  refusalsCoolDown,
  retries,
  aborts,
  clocks,
  distrustedParts,
  testsShareNothing,
].flat();
