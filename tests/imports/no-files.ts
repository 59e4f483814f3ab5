import type { FileStore } from '../../src/platform/files/file-store.ts'

const nothing = async () => {
  throw new Error('imports bring no photos')
}

/** The store of a test in which there are no photos. */
export const noFiles: FileStore = {
  put: nothing,
  get: nothing,
  check: nothing,
  keys: () => {
    throw new Error('imports bring no photos')
  },
  delete: nothing,
  sweep: nothing,
}
