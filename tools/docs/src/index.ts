export { LIBRARIES, type Library } from './libraries';
