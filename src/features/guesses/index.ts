export { trainCity } from './actions/train-city.ts'
export { type Accuracy, crossValidate, type Example, type GuessReport } from './cross-validate.ts'
export { byKeywords, type CategoryGuesser, guesserOf } from './guesser.ts'
export { examplesOf } from './queries.ts'
