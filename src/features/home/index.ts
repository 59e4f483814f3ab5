export { homePaths, infoPages } from './paths.ts'
export { standardPages } from './standard-pages.ts'
