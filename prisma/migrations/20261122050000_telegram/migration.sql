-- CreateTable
CREATE TABLE "telegram_chat" (
    "key" BYTEA NOT NULL,
    "sealed" BYTEA NOT NULL,
    "lang" TEXT NOT NULL,
    "blocked_at" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL,

    CONSTRAINT "telegram_chat_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "telegram_watch" (
    "chat_key" BYTEA NOT NULL,
    "complaint_id" INTEGER NOT NULL,
    "told_seq" INTEGER NOT NULL,
    "sealed" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "telegram_watch_pkey" PRIMARY KEY ("chat_key","complaint_id")
);

-- CreateTable
CREATE TABLE "telegram_message" (
    "id" BIGSERIAL NOT NULL,
    "chat_key" BYTEA NOT NULL,
    "sealed" BYTEA NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "telegram_message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "telegram_update" (
    "id" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "telegram_update_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "telegram_chat_updated_at_idx" ON "telegram_chat"("updated_at");

-- CreateIndex
CREATE INDEX "telegram_watch_complaint_id_idx" ON "telegram_watch"("complaint_id");

-- CreateIndex
CREATE INDEX "telegram_message_chat_key_id_idx" ON "telegram_message"("chat_key", "id");

-- CreateIndex
CREATE INDEX "telegram_message_due_at_idx" ON "telegram_message"("due_at");

-- CreateIndex
CREATE INDEX "telegram_update_at_idx" ON "telegram_update"("at");

-- AddForeignKey
ALTER TABLE "telegram_watch" ADD CONSTRAINT "telegram_watch_chat_key_fkey" FOREIGN KEY ("chat_key") REFERENCES "telegram_chat"("key") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "telegram_message" ADD CONSTRAINT "telegram_message_chat_key_fkey" FOREIGN KEY ("chat_key") REFERENCES "telegram_chat"("key") ON DELETE CASCADE ON UPDATE CASCADE;
