export { sitemapPaths } from './paths.ts'
