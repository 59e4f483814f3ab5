export { proofPaths } from './paths.ts'
export {
  CheckpointsFile,
  type Faults,
  faultsOfCheckpoints,
  faultsOfProof,
  faultsOfReceipt,
  ProofFile,
  ReceiptFile,
} from './verify-files.ts'
