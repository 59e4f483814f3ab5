export type { Category, Directory, Office, OfficeContacts, RoutingRule } from './directory.ts'
export { directoryOf } from './queries.ts'
export { chooseRule, type Routed, type Specificity } from './rules.ts'
