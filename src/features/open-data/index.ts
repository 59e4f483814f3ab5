export { correctSnapshot, NoSnapshot } from './actions/correct-snapshot.ts'
export { openDataPaths } from './paths.ts'
export { type FigureCheck, verifyFigures } from './verify/verify-figures.ts'
export { type ProofCheck, verifyProofOfDump } from './verify/verify-proof.ts'
