/** What issues of this package say, in English, if neither the words of their code nor a hint says it. */
export const nodeIssues = {
  invalid_prefix: 'It is not made of A-Z a-z 0-9 _ -, with single colons in between.',
  not_a_client: 'It is not a client of this package.',
  not_a_url: 'It is not a URL.',
  not_url_characters: 'It contains a space, a backslash or a line break.',
  path_or_query: 'It contains a path or a query.',
};

/** Every issue of this package that core does not have. */
export type NodeIssueCode =
  | keyof typeof nodeIssues
  // Their words say it.
  | 'not_a_certificate'
  | 'not_a_file'
  | 'not_a_redis_client'
  | 'not_a_storage'
  | 'not_absolute'
  | 'not_an_http_proxy'
  | 'not_readable';

/** The sentence for an issue whose code does not say it. */
export const nodeIssue = (code: keyof typeof nodeIssues): { readonly message: string } => ({
  message: nodeIssues[code],
});
