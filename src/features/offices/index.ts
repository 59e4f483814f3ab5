export type { Category, Directory, Office, OfficeContacts, RoutingRule } from './directory.ts'
export { type Guess, guessCategories } from './guess.ts'
export { directoryOf } from './queries.ts'
export { chooseRule, type Routed, type Specificity, specificityOf } from './rules.ts'
