export { catalogueOf } from './catalogue.ts'
export type { GuidePack, GuideSeed, GuideWords, TopicSeed } from './pack.ts'
export { guidePaths, guideStaffPaths } from './paths.ts'
