/**
 * The text of an answer of another's server.
 *
 * @param most bytes, of which more are not read
 * @throws Error when there are more
 */
export async function readText({ body }: Response, most: number): Promise<string> {
  if (body === null) return '';
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let [text, size] = ['', 0];
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    size += value.length;
    if (size > most) {
      await reader.cancel();
      throw new Error(`an answer of more than ${most} bytes`);
    }
    text += decoder.decode(value, { stream: true });
  }
}
