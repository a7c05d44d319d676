/** The CLI keeps keys sealed or in a keychain, and nowhere less. */
export const minAssurance = 'encrypted';
