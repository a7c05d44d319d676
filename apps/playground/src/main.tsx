import { render } from 'preact';
import { App } from './app.tsx';
import { restart } from './state/client.ts';
import { recall } from './state/keep.ts';
import { startRouting } from './state/route.ts';
import { tick } from './state/wait.ts';
import './styles/index.css';

const root = document.getElementById('app');
if (!root) throw new Error('The page has no place for the app.');
render(<App />, root);
await restart(await recall());
startRouting();
setInterval(tick, 1000);
