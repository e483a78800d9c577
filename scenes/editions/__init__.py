"""What is made out of rendered scenes: film, transcript, contact sheet, clips, site, slides."""
