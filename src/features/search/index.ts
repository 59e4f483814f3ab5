export { searchOver } from './feature.ts'
export { refreshKnownWords } from './known-words.ts'
export { searchPaths } from './paths.ts'
