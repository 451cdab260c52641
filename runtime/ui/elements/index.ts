export { Divider } from './divider.js';
export { FaceStatusLine } from './face-status.js';
export { icon, type IconName } from './icons.js';
export { PixelsImage } from './pixels-image.js';
export { SketchCanvas } from './sketch-canvas.js';
export { Strip, type StripItem } from './strip.js';
export { type SettingsChange, StyleControls, type Swatch } from './style-controls.js';
export { theme } from './theme.js';
export { Toolbar, TOOLBAR_COMMANDS, type ToolbarCommand } from './toolbar.js';
