/** Pictures below this are sent as they are, in bytes. */
const smallEnough = 300_000

type Link = { saveData?: boolean; effectiveType?: string }

/** The longest side that is sent, in pixels: less where bytes are dear. */
function side(): number {
  const { saveData = false, effectiveType = '4g' } = (navigator as { connection?: Link }).connection ?? {}
  return saveData || effectiveType.endsWith('2g') ? 1280 : 1600
}

/**
 * A photo as small as it may be, upright, `turns` quarters further clockwise. What this browser cannot draw stays as it
 * is: the portal says what to do with it.
 */
export async function shrink(photo: Blob, turns = 0): Promise<Blob> {
  if (turns === 0 && photo.size <= smallEnough) return photo
  try {
    const picture = await createImageBitmap(photo, { imageOrientation: 'from-image' })
    const scale = Math.min(1, side() / Math.max(picture.width, picture.height))
    const [width, height] = [Math.round(picture.width * scale), Math.round(picture.height * scale)]
    const canvas = document.createElement('canvas')
    const isAcross = turns % 2 === 1
    canvas.width = isAcross ? height : width
    canvas.height = isAcross ? width : height
    const paper = canvas.getContext('2d')
    if (!paper) return photo
    paper.fillStyle = '#fff'
    paper.fillRect(0, 0, canvas.width, canvas.height)
    paper.translate(canvas.width / 2, canvas.height / 2)
    paper.rotate((turns * Math.PI) / 2)
    paper.drawImage(picture, -width / 2, -height / 2, width, height)
    picture.close()
    const made = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', 0.8))
    return made === null || (turns === 0 && made.size >= photo.size) ? photo : made
  } catch {
    return photo
  }
}
