import { execFileSync } from 'node:child_process'
import { closeSync, fsyncSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'

/** A disk of its own of so many megabytes, in memory. `fill` leaves nothing free; `free` gives that back. */
export type SmallDisk = { folder: string; fill(): number; free(): void; close(): Promise<void> }

/** Only root may mount; whoever cannot skips the test and says so. */
export const whyNoSmallDisk = (() => {
  if (process.platform !== 'linux' || process.getuid?.() !== 0)
    return 'skipped: only root may mount a small disk'
  try {
    const trial = execFileSync('mktemp', ['-d'], { encoding: 'utf8' }).trim()
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', trial], { stdio: 'pipe' })
    execFileSync('umount', [trial])
    rmSync(trial, { recursive: true })
    return ''
  } catch {
    return 'skipped: this machine mounts no small disk'
  }
})()

export async function openSmallDisk(megabytes: number, at?: string): Promise<SmallDisk> {
  const folder = at ?? (await mkdtemp(path.join(os.tmpdir(), 'ashyq-small-')))
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0755`, 'tmpfs', folder])
  const ballast = path.join(folder, 'ballast')
  return {
    folder,
    fill() {
      const file = openSync(ballast, 'a')
      let written = 0
      for (const size of [1 << 20, 1 << 12, 1]) {
        try {
          for (;;) written += writeSync(file, Buffer.alloc(size))
        } catch (error) {
          if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
        }
      }
      try {
        fsyncSync(file)
      } catch {
        // Full is what it should be.
      }
      closeSync(file)
      return written
    },
    free: () => rmSync(ballast, { force: true }),
    async close() {
      execFileSync('umount', ['--lazy', folder])
      if (at === undefined) await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Bytes that are free on the disk of a folder. */
export const freeBytes = (folder: string): number => {
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize
}
