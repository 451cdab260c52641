import { encodeBase91 } from './base91.js';
import { compress } from './compress.js';

/**
 * A part of the page: files, one after the other, compressed together.
 *
 * @typedef {object} Pack
 * @property {string} id
 * @property {readonly { name: string, bytes: Uint8Array }[]} files
 */

/**
 * The UI as one HTML file: Figma takes no other. The script stands before the packs, so that the
 * window shows something while they are still being read.
 *
 * @param {string} template with `/*style*\/` and `/*script*\/`, `<!--credits-->` and `<!--packs-->`
 * @param {{ style: string, script: string, credits: string, packs: readonly Pack[], cache: string }} parts
 */
export function makePage(template, { style, script, credits, packs, cache }) {
  const held = packs.map(({ id, files }) => {
    const list = files.map(({ name, bytes }) => ({ name, size: bytes.length }));
    const packed = compress(Buffer.concat(files.map(({ bytes }) => bytes)), cache);
    const attribute = JSON.stringify(list).replaceAll('"', '&quot;');
    return `<script type="text/plain" id="${id}" data-files="${attribute}">${encodeBase91(packed)}</script>`;
  });
  const fill = (text, mark, part) => {
    const [before, after] = text.split(mark);
    return before + part + after;
  };
  const credited = fill(template, '<!--credits-->', credits);
  const withStyle = fill(credited, '/*style*/', style);
  const withScript = fill(withStyle, '/*script*/', safe(script));
  return fill(withScript, '<!--packs-->', held.join('\n'));
}

/** Inside a script element these would end it, or begin a comment. */
function safe(script) {
  return script.replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--');
}
