// What `pnpm pack` leaves out of a published manifest: the fields that only serve the development of this repository.
const developmentFields = ['devDependencies', 'scripts'];

export const hooks = {
  beforePacking: (manifest) =>
    Object.fromEntries(Object.entries(manifest).filter(([field]) => !developmentFields.includes(field))),
};
