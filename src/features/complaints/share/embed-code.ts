/** Pixels of the card in a frame; it is readable from 280 up. */
export const embedSize = { width: 480, height: 380 } as const

/** What another site pastes into its page. */
export function embedCode(url: string, title: string): string {
  const { width, height } = embedSize
  const quoted = title.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
  return `<iframe src="${url}" title="${quoted}" width="${width}" height="${height}" loading="lazy" style="border:0;max-width:100%"></iframe>`
}
