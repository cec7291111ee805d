import type { FastifyReply } from 'fastify'

const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

/** Sends a Word document under its name. */
export const sendWord = (reply: FastifyReply, name: string, file: Buffer) =>
  reply
    .type(WORD)
    .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`)
    .send(file)
