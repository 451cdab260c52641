import './panel.js';
