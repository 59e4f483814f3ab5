export { widgetPaths } from './paths.ts'
