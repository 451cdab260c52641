import { env, Uri, type Webview } from 'vscode';

/**
 * The page around the script. Nothing but the extension's own files runs or is fetched: the worker
 * is a Blob made of one of them, and pictures are made in the page.
 *
 * @param load how often it was loaded: VS Code loads nothing anew that is the same
 */
export function pageHtml(webview: Webview, built: Uri, load: number): string {
  const { cspSource } = webview;
  const address = (name: string) => webview.asWebviewUri(Uri.joinPath(built, name)).toString();
  const policy = [
    "default-src 'none'",
    `script-src ${cspSource} 'wasm-unsafe-eval'`,
    `style-src ${cspSource}`,
    'worker-src blob:',
    `connect-src ${cspSource}`,
    'img-src blob: data:',
  ].join('; ');
  return `<!doctype html>
<html lang="${env.language}">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${policy}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <link rel="stylesheet" href="${address('sketch-editor.css')}">
    <title>FacePencil</title>
  </head>
  <body>
    <fp-sketch-editor data-load="${load}"></fp-sketch-editor>
    <script src="${address('sketch-editor.js')}"></script>
  </body>
</html>
`;
}
