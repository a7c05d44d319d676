// What people read is plain English: no word that hides who acts, and no sentence that is too long to read once. It reads
// every Markdown document, and the docstrings, comments, hints, error sentences and help of the packages.
import { proseOfTree } from './prose.mjs';
import { report } from './published-packages.mjs';
import { root } from './toolchain.mjs';

const { problems, files } = proseOfTree(root);
report('prose', problems, `${files} files have short sentences and name who acts`);
