export {
  FACE_PENCIL_ERROR_CODES,
  FacePencilError,
  type FacePencilErrorCode,
  type FacePencilErrorDetails,
  type FacePencilErrorJson,
} from './errors.js';
export * from './sketch/index.js';
export * from './style/index.js';
export * from './image/index.js';
export * from './generator/index.js';
export { VERSION } from './version.js';
