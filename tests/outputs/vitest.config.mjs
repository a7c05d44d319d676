// Nothing: what fails here is to look as it does in a project of somebody else.
export default {};
