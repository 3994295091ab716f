-- Some issuers register the person anew for each product: the id then belongs to the approval, not to the holder.
ALTER TABLE applicants ADD COLUMN reference text;
