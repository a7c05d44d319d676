/** The codes whose usual hint in the library is for those who write programs. */
type HintCode =
  | 'invalid_input'
  | 'timeout'
  | 'rate_limited'
  | 'signed_out'
  | 'invalid_authorization_key'
  | 'account_mismatch'
  | 'not_allowed_for_apikey'
  | 'unknown'
  | 'storage_too_new'
  | 'storage_below_assurance'
  | 'password_length_should_not_be_less_than_10_characters'
  | 'password_should_contain_at_least_one_uppercase_character'
  | 'password_should_contain_at_least_one_lowercase_character'
  | 'password_should_contain_at_least_one_digit';

/** The reasons whose hint in the library is for those who write programs, and one that is of this program. */
type FixedReason =
  | 'not_the_service'
  | 'outside_base_url'
  | 'needs_api_key'
  | 'pair_has_no_key'
  | 'needs_consumer_pair'
  | 'permissions_not_listed'
  | 'token_check_needs_key'
  | 'password_change_lost'
  | 'store_directory_missing'
  | 'lock_directory_missing'
  | 'read_only_file_system'
  | 'no_keychain_or_sealing_key'
  | 'no_keychain'
  | 'no_session_bus'
  | 'no_keyring_package'
  | 'no_secret_service'
  | 'no_default_keyring'
  | 'no_credential_manager'
  | 'keychain_process_refused';

/** What this program says of an error in its own words, since the library's are for those who write programs. */
export interface CommandTexts {
  /** What happened, by code. */
  readonly messages: Readonly<Record<'storage_below_assurance', string>>;
  /** What to do, by code, if the error has no reason. */
  readonly hints: Readonly<Record<HintCode, string>>;
  /** What to do, by reason. */
  readonly reasons: Readonly<Record<FixedReason, string>> & {
    readonly certificate_not_trusted: (values: { code: string }) => string;
    readonly directory_of_another_user: (values: {
      user: number;
      directory: string;
      owner: number;
    }) => string;
    readonly state_directory_unknown: (values: { variable: string }) => string;
  };
}
