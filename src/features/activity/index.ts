export { appendActivity, insertActivity } from './append.ts'
export { type ActivityEntry, type ActivityRow, type ChainTips, chainRows, noTips } from './chain.ts'
export { activityOf, tipsOf } from './queries.ts'
export { verifyActivity } from './verify.ts'
