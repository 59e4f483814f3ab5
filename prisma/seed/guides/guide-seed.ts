export type { GuideSeed, TopicSeed } from '../../../src/features/guides/index.ts'
