// css-tree's parser without its syntax tables, which are several times its size.
declare module 'css-tree/parser' {
  import type { parse as Parse } from 'css-tree';
  const parse: typeof Parse;
  export default parse;
}
