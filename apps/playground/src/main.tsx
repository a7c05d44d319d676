import { render } from 'preact';
import { App } from './app.tsx';
import { restart, tick } from './state/actions.ts';
import './styles/index.css';

const root = document.getElementById('app');
if (!root) throw new Error('The page has no place for the app.');
render(<App />, root);
await restart({ service: 'sandbox', baseUrl: '', store: 'sealed' });
setInterval(tick, 1000);
