"""Time stage: Arabic time expressions found, dated against the article, tied to events."""
