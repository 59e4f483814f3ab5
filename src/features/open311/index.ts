export { keyPaths, open311Paths } from './paths.ts'
