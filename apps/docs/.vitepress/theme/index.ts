// VitePress's own theme, with its own font, which lies on the site itself.
import DefaultTheme from 'vitepress/theme';
import './site.css';

export default DefaultTheme;
