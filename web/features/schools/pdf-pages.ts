/** Draws the pages of a PDF; comes with its worker only when somebody looks at one. */
import { getDocument, GlobalWorkerOptions, type PDFDocumentProxy } from 'pdfjs-dist'
import jbig2 from 'pdfjs-dist/wasm/jbig2.wasm?url'
import openjpeg from 'pdfjs-dist/wasm/openjpeg.wasm?url'
import qcms from 'pdfjs-dist/wasm/qcms_bg.wasm?url'
import worker from 'pdfjs-dist/build/pdf.worker.min.mjs?url'

GlobalWorkerOptions.workerSrc = worker

/** Scanners write black and white pages as JBIG2: its decoder lies among our own assets under a hashed name. */
const decoders: Readonly<Record<string, string>> = {
  'jbig2.wasm': jbig2,
  'openjpeg.wasm': openjpeg,
  'qcms_bg.wasm': qcms,
}

class DecoderFiles {
  async fetch({ filename }: { filename: string }): Promise<Uint8Array> {
    const address = decoders[filename]
    if (address === undefined) throw new Error(`No file of ours: ${filename}`)
    const response = await fetch(address)
    if (!response.ok) throw new Error(`${filename}: ${response.status}`)
    return new Uint8Array(await response.arrayBuffer())
  }
}

export interface PdfPages {
  readonly count: number
  /** Width of the first page in CSS pixels at 100 %. */
  draw(page: number, canvas: HTMLCanvasElement, how: { width: number; turns: number }): Promise<void>
  close(): void
}

export async function openPdf(data: ArrayBuffer): Promise<PdfPages> {
  const document = await getDocument({
    data: new Uint8Array(data),
    BinaryDataFactory: DecoderFiles,
    useWorkerFetch: false,
    wasmUrl: '/',
    // Forms, scripts and links of an order are not wanted.
    enableXfa: false,
    stopAtErrors: false,
  }).promise
  const drawing = new WeakMap<HTMLCanvasElement, { cancel: () => void }>()
  return {
    count: document.numPages,
    draw: async (number, canvas, how) => {
      drawing.get(canvas)?.cancel()
      const task = await render(document, number, { canvas, ...how })
      drawing.set(canvas, task)
      await task.promise.catch((error: unknown) => {
        // Zoomed again before it was drawn.
        if (!(error instanceof Error && error.name === 'RenderingCancelledException')) throw error
      })
    },
    close: () => void document.loadingTask.destroy(),
  }
}

async function render(
  document: PDFDocumentProxy,
  number: number,
  to: { canvas: HTMLCanvasElement; width: number; turns: number },
) {
  const page = await document.getPage(number)
  const rotation = (page.rotate + to.turns * 90) % 360
  const natural = page.getViewport({ scale: 1, rotation })
  // A page is at most 4,096 device pixels wide, so that no phone runs out of memory.
  const density = Math.min(globalThis.devicePixelRatio || 1, 4096 / to.width)
  const viewport = page.getViewport({ scale: (to.width / natural.width) * density, rotation })
  to.canvas.width = Math.floor(viewport.width)
  to.canvas.height = Math.floor(viewport.height)
  to.canvas.style.width = `${to.width}px`
  return page.render({ canvas: to.canvas, viewport })
}
