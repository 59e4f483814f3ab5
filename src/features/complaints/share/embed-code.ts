import { frameCode } from '../../../platform/http/framing.ts'

/** Pixels of the card in a frame; it is readable from 280 up. */
export const embedSize = { width: 480, height: 380 } as const

/** What another site pastes into its page. */
export const embedCode = (url: string, title: string): string => frameCode(url, title, embedSize)
