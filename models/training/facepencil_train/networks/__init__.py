"""The generators and discriminators of DeepFacePencil, sized for a plugin."""
