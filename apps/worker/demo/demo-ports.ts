/** Stores a photograph as somebody's upload and gives its id. */
export type AttachmentStorePort = { put(userId: string): Promise<string> }
