// Checked by `tsc`: this file is a test because it compiles.
import type * as core from '@turbosmtp-auth/core';
import type { keyStoreContract } from '@turbosmtp-auth/core/testing';
import type * as sandbox from '@turbosmtp-auth/sandbox';
import type { Accepts, Same } from './assert.ts';
import type * as expected from './expected-surface.ts';

type KeysOf<Union> = Union extends unknown ? keyof Union : never;

export type Surface = [
  // What a client gives.
  Accepts<expected.Client, core.Client>,
  Accepts<expected.Session, core.Session>,
  Accepts<expected.ConsumerKey, core.ConsumerKey>,
  Same<core.ConsumerPermission, expected.ConsumerPermission>,
  Same<core.ClientEvent, expected.ClientEvent>,
  Accepts<expected.TraceEvent, core.TraceEvent>,
  Accepts<expected.TurboSMTPAuthError, core.TurboSMTPAuthError>,
  Same<core.ErrorCode, expected.ErrorCode>,
  Same<core.ClientCode, expected.ClientCode>,
  Same<core.OperationName, expected.OperationName>,
  // What a client takes.
  Accepts<core.ClientOptions, expected.ClientOptions>,
  Same<KeysOf<core.ClientOptions>, KeysOf<expected.ClientOptions>>,
  Accepts<core.CallOptions, expected.CallOptions>,
  Accepts<core.Platform, expected.Platform>,
  Accepts<core.Credentials, expected.Credentials>,
  Accepts<core.ConsumerPair, expected.ConsumerPair>,
  // What others implement, and what they are given.
  Same<core.KeyStore, expected.KeyStore>,
  Same<core.Lock, expected.Lock>,
  Same<core.Clock, expected.Clock>,
  Same<core.Slot, expected.Slot>,
  Same<core.StoredRecord, expected.StoredRecord>,
  Same<core.Assurance, expected.Assurance>,
  Accepts<expected.KeyStoreContract, typeof keyStoreContract>,
  // Passwords.
  Accepts<expected.PasswordRule, core.PasswordRule>,
  Accepts<expected.PasswordCheck, core.PasswordCheck>,
  Accepts<expected.PasswordIssue, core.PasswordIssue>,
  // The sandbox.
  Accepts<expected.Sandbox, sandbox.Sandbox>,
];
