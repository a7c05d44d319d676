/** The screens on which the page must look right: a small phone, a phone, a tablet, a small laptop, a laptop. */
export const sizes = [
  [1440, 900],
  [1024, 768],
  [768, 1024],
  [375, 667],
  [320, 640],
] as const;
