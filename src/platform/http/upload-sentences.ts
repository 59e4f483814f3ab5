import type { TextKey } from '../i18n/text-key.ts'
import type { Translate } from '../i18n/texts.ts'
import { type ImageRefusal, maxPhotoBytes, maxPhotoPixels } from '../images/image-result.ts'
import type { UploadProblem } from './upload.ts'

/** Why the photo at `position` (from 1) was refused and what to do: "Photo 2: The file is empty. ..." */
export const refusalSentence = (t: Translate, photo: { position: number; reason: ImageRefusal }): string =>
  t('upload:numbered', { position: photo.position, sentence: reasonSentence(t, photo.reason) })

/** The same where the sentence stands beside its photo. */
export const reasonSentence = (t: Translate, reason: ImageRefusal): string =>
  t(refusals[reason], { megabytes: maxPhotoBytes / 1024 / 1024, megapixels: maxPhotoPixels / 1e6 })

/** What is wrong with the form as a whole and what to do. */
export const problemSentence = (t: Translate, problem: UploadProblem): string => t(problems[problem])

/** `max`: how many photos the form takes. */
export const tooManySentence = (t: Translate, max: number): string => t('upload:tooMany', { max })

const refusals: Record<ImageRefusal, TextKey> = {
  'not-an-image': 'upload:reason.notAnImage',
  format: 'upload:reason.format',
  heic: 'upload:reason.heic',
  'too-large': 'upload:reason.tooLarge',
  'too-many-pixels': 'upload:reason.tooManyPixels',
  broken: 'upload:reason.broken',
  timeout: 'upload:reason.timeout',
  empty: 'upload:reason.empty',
  unavailable: 'upload:reason.unavailable',
}

const problems: Record<UploadProblem, TextKey> = {
  malformed: 'upload:problem.malformed',
  'too-much': 'upload:problem.tooMuch',
  'text-too-long': 'upload:problem.textTooLong',
}
