import { suggestParameters } from './command-options.js';
import { Plugin } from './plugin.js';

// Both have to be there before the script ends: Figma asks them at once.
figma.parameters.on('input', suggestParameters);
figma.on('run', (event) => {
  new Plugin().start(event.command, 'parameters' in event ? event.parameters : undefined);
});
