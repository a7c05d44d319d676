// The recipe twice in one process: the second run must not find what the first one left.
import './login.test.ts?first';
import './login.test.ts?second';
