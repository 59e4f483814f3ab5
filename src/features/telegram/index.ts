export { telegram } from './feature.ts'
