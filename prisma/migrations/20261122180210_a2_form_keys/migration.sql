-- AlterTable
ALTER TABLE "event" ADD COLUMN     "form_key" BYTEA;
ALTER TABLE "queue_ticket" ADD COLUMN     "form_key" BYTEA;
ALTER TABLE "reception_body" ADD COLUMN     "form_key" BYTEA;
ALTER TABLE "reception_series" ADD COLUMN     "form_key" BYTEA;
ALTER TABLE "duty_person" ADD COLUMN     "form_key" BYTEA;
ALTER TABLE "utility_contact" ADD COLUMN     "form_key" BYTEA;

-- CreateIndex
CREATE UNIQUE INDEX "event_form_key_key" ON "event"("form_key");
CREATE UNIQUE INDEX "queue_ticket_form_key_key" ON "queue_ticket"("form_key");
CREATE UNIQUE INDEX "reception_body_form_key_key" ON "reception_body"("form_key");
CREATE UNIQUE INDEX "reception_series_form_key_key" ON "reception_series"("form_key");
CREATE UNIQUE INDEX "duty_person_form_key_key" ON "duty_person"("form_key");
CREATE UNIQUE INDEX "utility_contact_form_key_key" ON "utility_contact"("form_key");
