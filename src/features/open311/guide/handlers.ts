import type { RequestHandler } from 'express'
import type { Deps } from '../../../platform/deps.ts'
import { readingOf } from '../../complaints/index.ts'
import { guideModel, guidePage } from './page.ts'

export const guideHandler =
  (deps: Deps): RequestHandler =>
  async (_req, res) =>
    guidePage(res, guideModel(await readingOf(deps, res)))
