-- CreateIndex
CREATE INDEX "reception_booking_slot_id_idx" ON "reception_booking"("slot_id");

-- CreateIndex
CREATE INDEX "reception_promise_booking_id_idx" ON "reception_promise"("booking_id");
