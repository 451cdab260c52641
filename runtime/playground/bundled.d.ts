/** SVG files are bundled as their text. */
declare module '*.svg' {
  const text: string;
  export default text;
}

/** Bytes of the files beside the page that are downloaded for the generator, by their paths. */
declare module 'playground-sizes' {
  const sizes: Readonly<Record<string, number>>;
  export default sizes;
}
