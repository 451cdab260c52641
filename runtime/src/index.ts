export {
  FACE_PENCIL_ERROR_CODES,
  FacePencilError,
  type FacePencilErrorCode,
  type FacePencilErrorDetails,
  type FacePencilErrorJson,
} from './errors.js';
export * from './sketch/index.js';
