import './sketch-editor-page.js';
